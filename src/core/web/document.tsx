import type { ComponentChildren } from 'preact'
import { renderToStaticMarkup } from 'preact-render-to-string'
import { Say } from './browser/say.js'
import { FAVICON, type IconName, iconsIn, spriteOf } from './icons.js'
import { filingsOf } from './operator.js'
import { say } from './texts.js'

interface Parts {
  title: string
  /** Styles, and what else the page needs before its content. */
  head: ComponentChildren
  body: ComponentChildren
  className?: string | undefined
  /** Beyond those that the page refers to. */
  icons?: readonly IconName[]
}

/** A whole document, with the pictures that it refers to. Everything on it is read and works without a script. */
export function documentOf({ title, head, body, className, icons = [] }: Parts): string {
  const html = renderToStaticMarkup(
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href={FAVICON} />
        {head}
      </head>
      <body class={className}>{body}</body>
    </html>
  )
  const sprite = spriteOf([...new Set([...iconsIn(html), ...icons])])
  return `<!doctype html>${html.replace('</body>', () => `${sprite}</body>`)}`
}

/** For those who move by keyboard: past what is the same on every page. */
export const SkipLink = () => (
  <a class="skip" href="#main">
    <Say text={say('skip')} />
  </a>
)

/** What stands below every page. */
export const Footer = () => {
  const { icp, chain } = filingsOf()
  return (
    <footer class="foot">
      <p>
        <Say text={say('footer')} />
      </p>
      <nav aria-label={say('footerLinks').zh}>
        <a href="/">
          <Say text={say('footerHome')} />
        </a>
        <a href="/privacy">
          <Say text={say('privacyLink')} />
        </a>
        <a href="/docs">
          <Say text={say('footerDocs')} />
        </a>
      </nav>
      {icp && (
        <p>
          <a href="https://beian.miit.gov.cn/" rel="noreferrer">
            {icp}
          </a>
        </p>
      )}
      {chain && (
        <p>
          <Say text={say('chainFiling')} /> {chain}
        </p>
      )}
    </footer>
  )
}
