import { useEffect, useState } from 'preact/hooks'
import { Say } from '../../../../core/web/browser/say.js'
import { say } from '../say.js'

/** What browsers that can install a page fire; it is in no standard yet. */
interface InstallEvent extends Event {
  prompt(): Promise<void>
}

/** Offers what makes the app open by itself, and its storage stay. Nothing where the browser has no such thing. */
export function Install() {
  const [offer, setOffer] = useState<InstallEvent>()
  useEffect(() => {
    const offered = (event: Event) => {
      event.preventDefault()
      setOffer(event as InstallEvent)
    }
    addEventListener('beforeinstallprompt', offered)
    return () => removeEventListener('beforeinstallprompt', offered)
  }, [])
  if (!offer) return null
  return (
    <button type="button" class="secondary" onClick={() => void offer.prompt().then(() => setOffer(undefined))}>
      <Say text={say('deskInstall')} />
    </button>
  )
}
