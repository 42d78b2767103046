import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyReply } from 'fastify'
import type { ComponentChildren } from 'preact'
import { renderToStaticMarkup } from 'preact-render-to-string'
import { Say } from '../../core/web/page.js'
import { scanFieldsScript, stylesheet } from '../../core/web/script.js'
import { say } from '../../core/web/texts.js'
import { PRINT_STYLE } from './print-style.js'

/** The stylesheet of what is printed. */
export const printStyle = stylesheet('print', PRINT_STYLE)

interface Sheet {
  title: Text
  /** Where one came from. */
  back: string
  /** What to set the printer to. */
  advice: Text
  children: ComponentChildren
}

/** A page for paper, of its own making down to the millimetre. The browser's own command prints it where scripts don't run. */
const SheetPage = ({ title, back, advice, children }: Sheet) => (
  <html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title.zh}</title>
      <link rel="stylesheet" href={printStyle.path} integrity={printStyle.integrity} />
      <script type="module" src={scanFieldsScript.path} integrity={scanFieldsScript.integrity} />
    </head>
    <body>
      <div class="bar">
        <a href={back}>
          <Say text={say('toolsBack')} />
        </a>
        <button type="button" data-print hidden>
          {say('toolsPrint').zh} {say('toolsPrint').en}
        </button>
        <p>
          <Say text={advice} />
        </p>
      </div>
      <main>{children}</main>
    </body>
  </html>
)

/** Answers with a page for paper; it names people and codes, so no cache keeps it. */
export const sendSheet = (reply: FastifyReply, sheet: Sheet): FastifyReply =>
  reply
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>${renderToStaticMarkup(<SheetPage {...sheet} />)}`)
