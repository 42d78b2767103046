import { Say } from '../../../../core/web/browser/say.js'
import { type FormName, formOf } from '../forms/index.js'
import type { Replayer } from '../replayer.js'
import { say } from '../say.js'
import type { Store } from '../store.js'
import { Clerks } from './clerks.js'
import { DeviceView } from './device.js'
import { Entries, EntryView } from './entries.js'
import { Home } from './home.js'
import { Log } from './log.js'
import { type Look, useLook, useRoute } from './look.js'

interface AppParts {
  store: Store
  replayer: Replayer
  heard: { onLine?: () => void }
}

export function App({ store, replayer, heard }: AppParts) {
  const look = useLook(store, replayer, heard)
  const [screen = '', id = ''] = useRoute()
  if (!look) return null
  return (
    <>
      {screen !== '' && (
        <p>
          <a href="#/">
            ← <Say text={say('deskHome')} />
          </a>
        </p>
      )}
      <Screen screen={screen} id={id} look={look} store={store} replayer={replayer} />
    </>
  )
}

interface ScreenParts {
  screen: string
  id: string
  look: Look
  store: Store
  replayer: Replayer
}

function Screen({ screen, id, look, store, replayer }: ScreenParts) {
  const { device, data, entries } = look
  if (!device || device.standing === 'made' || screen === 'device')
    return <DeviceView device={device} store={store} replayer={replayer} />
  const entry = entries.find(entry => entry.id === id)
  if (screen === 'entries') return <Entries look={look} store={store} replayer={replayer} />
  // Just saved, it is there in a moment: nothing else is shown meanwhile.
  if (screen === 'entry') return entry ? <EntryView entry={entry} look={look} /> : null
  if (screen === 'clerks') return <Clerks look={look} store={store} />
  const name = screen === 'mend' ? entry?.form : formOf(id) && (id as FormName)
  if ((screen === 'log' || screen === 'mend') && name && data) {
    const parts = { name, mends: screen === 'mend' ? entry : undefined, store, replayer }
    return <Log key={`${screen}/${id}`} {...parts} look={{ ...look, device, data }} />
  }
  return (
    <>
      {screen === 'offline' && (
        <p class="verdict note" role="alert">
          <Say text={say('deskNeedsSignal')} />
        </p>
      )}
      <Home look={look} />
    </>
  )
}
