import { elementString } from '@suyuan/model/core/gs1/elements'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import { htmlOf, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import type { Level, ThingLink } from './resolver/links.js'
import { elementsOfAddress } from './resolver/things.js'
import { DEFAULT } from './resolver/wanted.js'

const LANGUAGES: Readonly<Record<string, Text>> = { zh: say('linkChinese'), en: say('linkEnglish') }

/** In which languages and form something is, and of what type; languages without a name here are given as they are written. */
const Manner = ({ rel, languages = [], type }: ThingLink) => (
  <span class="note">
    {languages.map(language => (
      <span key={language}>
        <Say text={LANGUAGES[language] ?? untranslated(language)} />{' '}
      </span>
    ))}
    <span class="mono">
      {type !== 'text/html' && `${type} · `}gs1:{rel}
    </span>
  </span>
)

/** The links of one level. The default one has a type of its own beside, by which it is told apart. */
function LevelLinks({ path, about, links }: Level) {
  const leading = links.find(({ rel }) => rel === DEFAULT)?.href
  const others = links.filter(({ rel }) => rel !== DEFAULT)
  const first = others.find(({ href }) => href === leading)
  return (
    <section>
      <h2>
        <Say text={about} />
      </h2>
      <p class="mono">{elementString(elementsOfAddress(path))}</p>
      <ul class="rows">
        {others.map(link => (
          <li key={`${link.rel} ${link.href}`}>
            <a href={link.href}>
              <strong>
                <Say text={link.title} />
              </strong>
              {link === first && (
                <span class="note">
                  <Say text={say('linksLeading')} />
                </span>
              )}
              <Manner {...link} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The list of links of a thing for people. @param missing the type that was asked for, and that none of them is of */
export const linksPage = (levels: readonly Level[], name?: Text, missing?: string) =>
  htmlOf(
    `${say(missing === undefined ? 'linkAll' : 'linkMissing').zh} · ${say('site').zh}`,
    <>
      <section>
        <h1>
          <Say text={say(missing === undefined ? 'linkAll' : 'linkMissing')} />
        </h1>
        {missing !== undefined && <p class="mono">{missing}</p>}
        {name && (
          <p>
            <Say text={name} />
          </p>
        )}
        <p>
          <Say text={say(missing === undefined ? 'linkAllHelp' : 'linkMissingHelp')} />
        </p>
        <p class="note">
          <a href={`${levels[0]!.path}?linkType=linkset`}>
            <Say text={say('linkMachines')} />
          </a>
        </p>
      </section>
      {levels.map(level => (
        <LevelLinks key={level.path} {...level} />
      ))}
    </>
  )
