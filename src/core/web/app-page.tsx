import type { FastifyReply } from 'fastify'
import type { ComponentChildren } from 'preact'
import type { Person } from '../identity/person.js'
import { AREAS, type Area, areasOf, isOf, type Section, sectionsOf } from './app-areas.js'
import { Say } from './browser/say.js'
import { documentOf, Footer, SkipLink } from './document.js'
import { ALL_ICONS, Icon } from './icons.js'
import { Brand, type Caution, Cautions } from './page.js'
import { appStyle } from './script.js'
import { say } from './texts.js'

export type { Area } from './app-areas.js'

export interface AppPageParts {
  title: string
  area: Area
  /** Which entry of the area's navigation this is, by its name in AREAS. */
  section?: string
  /** Null where nobody is logged in, and on a shell, which says the same to everybody. */
  person: Person | null
  /** What is known to be wrong with what it shows. */
  cautions?: readonly Caution[]
  /** What only some pages have at their head: further styles, a manifest. */
  head?: ComponentChildren
  children: ComponentChildren
}

const current = (is: boolean) => (is ? 'page' : undefined)

/** Where one may go, who one is, and the way out. */
const Bar = ({ area, person }: { area: Area; person: Person }) => (
  <>
    <nav class="areas" aria-label={say('areas').zh}>
      {areasOf(person)
        .filter(each => each !== 'account')
        .map(each => (
          <a href={AREAS[each].path} aria-current={current(each === area)}>
            <Say text={say(AREAS[each].text)} />
          </a>
        ))}
    </nav>
    <div class="who">
      <a href={AREAS.account.path} aria-current={current(area === 'account')}>
        <Icon name="person" />
        <span class="name">{person.name}</span>
      </a>
      <form method="post" action="/account/logout">
        <button type="submit" title={say('logOut').zh}>
          <Icon name="leave" />
          <span>
            <Say text={say('logOut')} />
          </span>
        </button>
      </form>
    </div>
  </>
)

interface SectionsParts {
  area: Area
  section: string | undefined
  sections: readonly Section[]
}

const Sections = ({ area, section, sections }: SectionsParts) => (
  <nav class="sections" aria-label={say(AREAS[area].text).zh}>
    <ul>
      {sections.map(each => (
        <li>
          <a href={each.path} aria-current={current(isOf(each, section))}>
            <Icon name={each.icon} />
            <span>
              <Say text={say(each.text)} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

/** A page of those who log in, as HTML. */
export function appHtmlOf({ title, area, section, person, cautions = [], head, children }: AppPageParts): string {
  const sections = sectionsOf(area, person)
  return documentOf({
    title: `${title} · ${say('site').zh}`,
    icons: ALL_ICONS,
    className: sections.length > 0 ? 'has-sections' : undefined,
    head: (
      <>
        <link rel="stylesheet" href={appStyle.path} integrity={appStyle.integrity} />
        {head}
      </>
    ),
    body: (
      <>
        <SkipLink />
        <header class="bar">
          <div class="top">
            <Brand />
            {person && <Bar area={area} person={person} />}
          </div>
        </header>
        {sections.length > 0 && <Sections area={area} section={section} sections={sections} />}
        <main id="main" tabIndex={-1}>
          <Cautions of={cautions} />
          {children}
        </main>
        <Footer />
      </>
    )
  })
}

/** Answers with a page of those who log in: navigation of its area, who is logged in, content. Never kept by caches. */
export function sendAppPage(reply: FastifyReply, parts: AppPageParts, status = 200): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(appHtmlOf(parts))
}
