import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren } from 'preact'
import { Say } from './page.js'
import { say } from './texts.js'

interface SearchParts {
  action: string
  text: string
  label?: Text
  /** What narrows it down besides. */
  children?: ComponentChildren
}

/** The search over a list, by what is said in its entries. */
export const ListSearch = ({ action, text, label = say('matterSearch'), children }: SearchParts) => (
  <form method="get" action={action} class="search">
    <label for="text">
      <Say text={label} />
    </label>
    <input id="text" name="text" type="search" value={text} maxLength={100} autocomplete="off" />
    {children}
    <button type="submit">
      <Say text={say('matterFind')} />
    </button>
  </form>
)

/** Entries of a list, and the way to more of them. */
export const ListCard = ({ entries, next }: { entries: readonly ComponentChildren[]; next: string | null }) => (
  <section class="card">
    {entries.length === 0 && (
      <p class="empty">
        <Say text={say('matterNone')} />
      </p>
    )}
    <ul class="rows">{entries}</ul>
    {next && (
      <p class="actions">
        <a class="button secondary" href={next}>
          <Say text={say('matterMore')} />
        </a>
      </p>
    )}
  </section>
)
