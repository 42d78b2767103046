import type { VNode } from 'preact'
import { Icon } from '../../core/web/icons.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { entered, joined, partyName } from './pages-format.js'
import type { Step, Story } from './queries/provenance-schema.js'

export const CUSTODY = {
  device: 'custodyDevice',
  gateway: 'custodyGateway',
  certificate: 'custodyCertificate'
} as const

/** Entries by who signed them, in the order in which they came into it. */
function byAuthor(story: Story): [author: string, steps: Step[]][] {
  const authors = new Map<string, Step[]>()
  for (const step of story.steps) authors.set(step.author, [...(authors.get(step.author) ?? []), step])
  return [...authors]
}

const waysOf = (story: Story, steps: readonly Step[]) =>
  [...new Set(steps.flatMap(({ key }) => story.keys[key]?.custody ?? []))].map(custody => say(CUSTODY[custody]))

/** Who said all of this, how many times, with what kind of key, and when last. */
export const Signers = ({ story }: { story: Story }): VNode => (
  <section>
    <h2>
      <Icon name="pencil" /> <Say text={say('signers')} />
    </h2>
    <table>
      <thead>
        <tr>
          {(['signer', 'signerEntries', 'signerKeys', 'signerLast'] as const).map(name => (
            <th scope="col">
              <Say text={say(name)} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {byAuthor(story).map(([author, steps]) => (
          <tr>
            <td>
              <Say text={partyName(story, author)} />
            </td>
            <td>{steps.length}</td>
            <td>
              <Say text={joined(waysOf(story, steps), '，')} />
            </td>
            <td>{entered(steps.at(-1)!.recorded)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)
