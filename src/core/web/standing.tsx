import { Say } from './page.js'
import { say } from './texts.js'

const STANDINGS = {
  inForce: 'zhenpinInForce',
  suspended: 'zhenpinSuspended',
  revoked: 'zhenpinRevoked',
  expired: 'zhenpinExpired',
  future: 'zhenpinFuture'
} as const

/** Whether a certificate is in force, in a word. */
export const Standing = ({ standing }: { standing: keyof typeof STANDINGS }) => (
  <span class={standing === 'inForce' ? 'mark good' : 'mark bad'} data-standing={standing}>
    <Say text={say(STANDINGS[standing])} />
  </span>
)
