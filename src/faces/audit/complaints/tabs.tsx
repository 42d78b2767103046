import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { lineOf } from '../sheets.js'

const TABS = { complaints: 'auditComplaints', flags: 'auditScans' } as const

/** What consumers say, and what their scans say without words. */
export const ConcernTabs = ({ at, gtin }: { at: keyof typeof TABS; gtin: string | undefined }) => (
  <nav class="tabs" aria-label={lineOf(say('auditConcerns'))}>
    {Object.entries(TABS).map(([name, text]) => (
      <a
        href={`/audit/${name}${gtin ? `?${new URLSearchParams({ gtin })}` : ''}`}
        aria-current={name === at ? 'page' : undefined}
      >
        <Say text={say(text)} />
      </a>
    ))}
  </nav>
)
