/** Pages that every kind of matters has, of one make: those of one kind are looked at, and stand for the others'. */
import { listPath, type Place } from '../../src/core/matters/views.js'
import { modules } from '../../src/modules/index.js'

const PLACES: readonly Place[] = ['desk', 'audit', 'board']

const ALIKE: ReadonlySet<string> = new Set(
  modules.flatMap(({ name, matters = [] }) =>
    matters.flatMap(face =>
      PLACES.map(place => listPath(place, { ...face, module: name })).flatMap(list => [
        list,
        `${list}/:id`,
        `${list}/new/:step`
      ])
    )
  )
)

/** Whether a route is to be looked at: it is of a make of its own, or named among those that are. */
export const isLookedAt = (url: string, named: Readonly<Record<string, unknown>>): boolean =>
  !ALIKE.has(url) || url in named
