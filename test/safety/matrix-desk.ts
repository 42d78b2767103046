/** /desk: who may ask what. Signed notes and photos come by a device's key, whoever is logged in. */
import { deskScript } from '../../src/core/web/script.js'
import { TRADERS } from '../../src/faces/desk/app/traders.js'
import type { Entry } from './stage.js'

const all = (entry: Entry, ...names: string[]) => Object.fromEntries(names.map(name => [name, entry]))
const photo = '/desk/photos/:key/:command/:sha256'

export const DESK: Record<string, Entry> = {
  ...all(
    'public',
    ...['GET /desk', 'GET /desk/worker.js', 'GET /desk/manifest.webmanifest'],
    ...['GET /desk/icon-192.png', 'GET /desk/icon-512.png', `GET ${deskScript.path}`]
  ),
  ...all(
    { roles: TRADERS },
    ...['GET /desk/data', 'GET /desk/online', 'GET /desk/online/:form', 'POST /desk/online/:form'],
    ...['GET /desk/goods', 'GET /desk/goods/:gtin/:lot']
  ),
  ...all('person', `GET ${photo}`),
  ...all('stranger', 'POST /desk/notes/:key', `POST ${photo}`)
}
