import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyReply } from 'fastify'
import type { ComponentChildren } from 'preact'
import { Say } from './browser/say.js'
import { documentOf, Footer, SkipLink } from './document.js'
import { Icon } from './icons.js'
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

/** What may be wider than a phone: it scrolls by itself, by the keyboard too. */
export const Scroll = ({ children }: { children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
  <div class="scroll" tabIndex={0}>
    {children}
  </div>
)

/** What is known to be wrong with what a page shows: it is not what the ledger has, or the ledger not what the law makes. */
export type Caution = 'altered' | 'unlawful'

const CAUTIONS = {
  altered: { title: 'doubtTitle', help: 'doubtHelp' },
  unlawful: { title: 'unlawfulTitle', help: 'unlawfulHelp' }
} as const satisfies Record<Caution, { title: TextName; help: TextName }>

/** Stands before all else on a page. */
export const Cautions = ({ of }: { of: readonly Caution[] }) => (
  <>
    {of.map(caution => (
      <section class="banner" role="alert">
        <h2>
          <Icon name="alert" /> <Say text={say(CAUTIONS[caution].title)} />
        </h2>
        <Say text={say(CAUTIONS[caution].help)} />
      </section>
    ))}
  </>
)

/** The site's name, which leads to where codes are typed. */
export const Brand = () => (
  <a class="brand" href="/">
    <Icon name="mark" />
    <span>
      <Say text={say('site')} />
    </span>
  </a>
)

/** The page as HTML, with what is known to be wrong with what it shows. */
export const htmlOf = (title: string, content: ComponentChildren, cautions: readonly Caution[] = []): string =>
  documentOf({
    title,
    head: <style dangerouslySetInnerHTML={{ __html: STYLE }} />,
    body: (
      <>
        <SkipLink />
        <header class="top">
          <Brand />
        </header>
        <main id="main" tabIndex={-1}>
          <Cautions of={cautions} />
          {content}
        </main>
        <Footer />
      </>
    )
  })

const TYPE = 'text/html; charset=utf-8'

export const pageCopy = (html: string): Copy => copyOf(TYPE, html)

/** Answers with a page that is not worth keeping. */
export const sendPage = (reply: FastifyReply, html: string, status: number): FastifyReply =>
  sendCopy(reply, pageCopy(html), status)
