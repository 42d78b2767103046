import type { ComponentChildren, VNode } from 'preact'
import { Icon, type IconName } from '../../core/web/icons.js'
import { htmlOf, Say } from '../../core/web/page.js'
import type { Story } from '../../core/web/stories.js'
import { type PlainName, say } from '../../core/web/texts.js'
import { CodeForm } from './pages-code-form.js'

interface DoorParts {
  icon: IconName
  name: PlainName
  help: PlainName
  children?: ComponentChildren
}

/** One of those who come here, and what is for them. */
const Door = ({ icon, name, help, children }: DoorParts) => (
  <section class="door">
    <h2>
      <Icon name={icon} /> <Say text={say(name)} />
    </h2>
    <p>
      <Say text={say(help)} />
    </p>
    {children}
  </section>
)

const Enter = ({ path, name }: { path: string; name: PlainName }): VNode => (
  <div class="actions">
    <a class="button secondary" href={path}>
      <span>
        <Say text={say(name)} />
      </span>
    </a>
  </div>
)

const Trust = () => (
  <section>
    <h2>
      <Icon name="shield" /> <Say text={say('trustTitle')} />
    </h2>
    <ul>
      {(['trustSigned', 'trustShared', 'trustLimits'] as const).map(name => (
        <li>
          <Say text={say(name)} />
        </li>
      ))}
    </ul>
  </section>
)

const StoryList = ({ stories }: { stories: readonly Story[] }) => (
  <section>
    <h2>
      <Icon name="book" /> <Say text={say('landingStories')} />
    </h2>
    <ul>
      {stories.map(({ zh, en, path }) => (
        <li>
          <a href={path}>
            <Say text={{ zh, en }} />
          </a>
        </li>
      ))}
    </ul>
  </section>
)

/** Where the site begins: a box for a code, a door for each of those whom it is for, and what the operator has to show. */
export const landingPage = (stories: readonly Story[]): string =>
  htmlOf(
    `${say('landingTitle').zh} · ${say('site').zh}`,
    <>
      <section class="lead">
        <h1>
          <Say text={say('landingTitle')} />
        </h1>
        <p>
          <Say text={say('landingHelp')} />
        </p>
        <CodeForm />
        <p class="note">
          <Say text={say('landingWhat')} />
        </p>
      </section>
      <div class="grid doors">
        <Door icon="pack" name="doorConsumer" help="doorConsumerHelp" />
        <Door icon="leaf" name="doorDesk" help="doorDeskHelp">
          <Enter path="/desk" name="doorDeskGo" />
        </Door>
        <Door icon="search" name="doorAudit" help="doorAuditHelp">
          <Enter path="/audit" name="doorAuditGo" />
        </Door>
        <Door icon="list" name="doorBoard" help="doorBoardHelp">
          <Enter path="/board" name="doorBoardGo" />
        </Door>
      </div>
      {stories.length > 0 && <StoryList stories={stories} />}
      <Trust />
    </>
  )
