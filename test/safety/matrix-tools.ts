/** Who uses the tools of /desk: weigh-in books, labels, certificates, files. Whose they are, their own tests tell. */
import { readerModule, scanFieldsScript, scanningScript } from '../../src/core/web/script.js'
import { printStyle } from '../../src/faces/desk/printing.js'
import type { Entry } from './stage.js'

const of = (entry: Entry, names: readonly string[]) => Object.fromEntries(names.map(name => [name, entry]))

export const TOOLS: Record<string, Entry> = {
  ...of(
    'public',
    [readerModule, scanningScript, scanFieldsScript, printStyle].map(({ path }) => `GET ${path}`)
  ),
  ...of({ roles: ['operator'] }, [
    'GET /desk/weighing',
    'POST /desk/weighing',
    'GET /desk/weighing/households',
    'POST /desk/weighing/households/:id/erase',
    'GET /desk/weighing/:id',
    'POST /desk/weighing/:id/lines',
    'POST /desk/weighing/:id/lines/:position/strike',
    'POST /desk/weighing/:id/close',
    'GET /desk/weighing/:id/slips/:household',
    'GET /desk/weighing/:id/ledger.xlsx',
    'GET /desk/certificates',
    'GET /desk/certificates/new',
    'POST /desk/certificates',
    'GET /desk/certificates/:id'
  ]),
  ...of({ roles: ['operator', 'packer'] }, [
    'GET /desk/labels',
    'POST /desk/labels',
    'POST /desk/labels/recorded',
    'GET /desk/labels/find',
    'GET /desk/labels/:id',
    'GET /desk/labels/:id/codes.csv',
    'POST /desk/labels/:id/prints',
    'GET /desk/labels/:id/prints/:print',
    'POST /desk/labels/:id/voids',
    'GET /desk/links',
    'POST /desk/links',
    'POST /desk/links/:id/removal',
    'POST /desk/links/numbers',
    'POST /desk/links/numbers/:gtin/removal',
    'GET /desk/pictures',
    'POST /desk/pictures',
    'POST /desk/pictures/:gtin/removal',
    'GET /desk/import',
    'POST /desk/import',
    'GET /desk/import/:id',
    'POST /desk/import/:id/confirm',
    'GET /desk/import/templates/:kind/:format',
    'GET /desk/export',
    'GET /desk/export/:kind/:format'
  ])
}
