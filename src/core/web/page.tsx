import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyReply } from 'fastify'
import type { ComponentChildren } from 'preact'
import { renderToStaticMarkup } from 'preact-render-to-string'
import { Say } from './browser/say.js'
import { type Copy, copyOf, sendCopy } from './page-cache.js'
import { STYLE } from './page-style.js'
import { say, type TextName } from './texts.js'

export { Say }

/** One row of a description list; nothing for nothing. */
export const Row = ({ name, children }: { name: Text; children?: ComponentChildren }) =>
  children === undefined || children === null || children === false ? null : (
    <>
      <dt>
        <Say text={name} />
      </dt>
      <dd>{children}</dd>
    </>
  )

/** What is known to be wrong with what a page shows: it is not what the ledger has, or the ledger not what the law makes. */
export type Caution = 'altered' | 'unlawful'

const CAUTIONS = {
  altered: { title: 'doubtTitle', help: 'doubtHelp' },
  unlawful: { title: 'unlawfulTitle', help: 'unlawfulHelp' }
} as const satisfies Record<Caution, { title: TextName; help: TextName }>

/** Stands before all else on a page. */
const Cautioned = ({ caution }: { caution: Caution }) => (
  <section class="banner" role="alert">
    <h2>
      <Say text={say(CAUTIONS[caution].title)} />
    </h2>
    <Say text={say(CAUTIONS[caution].help)} />
  </section>
)

interface PageParts {
  title: string
  cautions: readonly Caution[]
  children: ComponentChildren
}

/** What all pages have around them. Everything is read and works without a script. */
const Page = ({ title, cautions, children }: PageParts) => (
  <html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <style dangerouslySetInnerHTML={{ __html: STYLE }} />
    </head>
    <body>
      <header>
        <a href="/">
          <Say text={say('site')} />
        </a>
      </header>
      <main>
        {cautions.map(caution => (
          <Cautioned caution={caution} />
        ))}
        {children}
      </main>
      <footer>
        <Say text={say('footer')} />
      </footer>
    </body>
  </html>
)

/** The page as HTML, with what is known to be wrong with what it shows. */
export const htmlOf = (title: string, content: ComponentChildren, cautions: readonly Caution[] = []): string =>
  `<!doctype html>${renderToStaticMarkup(
    <Page title={title} cautions={cautions}>
      {content}
    </Page>
  )}`

const TYPE = 'text/html; charset=utf-8'

export const pageCopy = (html: string): Copy => copyOf(TYPE, html)

/** Answers with a page that is not worth keeping. */
export const sendPage = (reply: FastifyReply, html: string, status: number): FastifyReply =>
  sendCopy(reply, pageCopy(html), status)
