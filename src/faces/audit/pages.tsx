import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren, VNode } from 'preact'
import { sendAppPage } from '../../core/web/app-page.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import type { Look } from './access.js'
import { CameraScript, CodeField } from './code-field.js'
import { type Dossier, lineOf } from './sheets.js'
import { SheetView } from './sheets-view.js'

export type Section =
  | ('search' | 'recalls' | 'balance' | 'refused' | 'ledger' | 'verify')
  | ('inspections' | 'complaints' | 'flags' | 'requests')

interface AuditPage {
  title: Text
  section: Section
  children: ComponentChildren
}

/** A page of this face, with its navigation and who is logged in around it. */
export const sendAuditPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  { title, section, children }: AuditPage,
  status = 200
): FastifyReply =>
  sendAppPage(
    reply,
    {
      title: lineOf(title),
      area: 'audit',
      section,
      person: request.person,
      children: <div class="wide stack">{children}</div>
    },
    status
  )

/** Says that there is nothing of that name, or nothing for who asks. */
export function sendNothing(request: FastifyRequest, reply: FastifyReply, status: 403 | 404): FastifyReply {
  const title = say(status === 403 ? 'auditNotYours' : 'auditUnknown')
  const help = say(status === 403 ? 'auditNotYoursHelp' : 'auditUnknownHelp')
  return sendAuditPage(
    request,
    reply,
    { title, section: 'search', children: <Nothing title={title} help={help} /> },
    status
  )
}

const Nothing = ({ title, help }: { title: Text; help: Text }) => (
  <>
    <h1>
      <Say text={title} />
    </h1>
    <p>
      <Say text={help} />
    </p>
    <SearchBox />
  </>
)

/** The one search box. */
export const SearchBox = ({ asked = '' }: { asked?: string }) => (
  <form action="/audit" method="get" class="search">
    <CodeField>
      <label for="q">
        <Say text={say('auditSearch')} />
      </label>
      <input id="q" name="q" type="search" value={asked} autocomplete="off" aria-describedby="q-hint" maxLength={200} />
      <p class="hint" id="q-hint">
        <Say text={say('auditSearchHint')} />
      </p>
    </CodeField>
    <button type="submit">
      <Say text={say('auditSearchSubmit')} />
    </button>
    <CameraScript />
  </form>
)

const FORMATS = [
  ['xlsx', 'auditExportXlsx'],
  ['csv', 'auditExportCsv'],
  ['jsonld', 'auditExportJsonld'],
  ['pdf', 'auditExportPdf']
] as const

/** Ways to take a page's content away. @param address of the page, without a query */
export const Exports = ({ address, query = '', bundle }: { address: string; query?: string; bundle?: string }) => (
  <nav class="actions" aria-label={lineOf(say('auditExport'))}>
    {FORMATS.map(([format, text]) => (
      <a class="button secondary" href={`${address}/export/${format}${query}`} download>
        <Say text={say(text)} />
      </a>
    ))}
    {bundle && (
      <a class="button secondary" href={bundle} download>
        <Say text={say('auditExportBundle')} />
      </a>
    )}
  </nav>
)

/** The note over a page that shows what lies outside of the reader's region, and the way to ask who is competent there. */
export const Across = ({ note }: { note: Look | null }): VNode | null =>
  note && (
    <section class="banner amber" role="note">
      <p>
        <Say text={note.text} />
      </p>
      {note.request && (
        <p>
          <a href={note.request}>
            <Say text={say('auditRequestNew')} />
          </a>
        </p>
      )}
    </section>
  )

/** The tables of a dossier, with links to each where there are many. */
export const Tables = ({ dossier }: { dossier: Pick<Dossier, 'sheets'> }) => (
  <>
    {dossier.sheets.length > 2 && (
      <nav class="tabs" aria-label={lineOf(say('auditTables'))}>
        {dossier.sheets.map(({ id, title }) => (
          <a href={`#${id}`}>
            <Say text={title} />
          </a>
        ))}
      </nav>
    )}
    {dossier.sheets.map(sheet => (
      <SheetView sheet={sheet} />
    ))}
  </>
)
