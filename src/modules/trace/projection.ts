import type { ClientBase } from 'pg'
import type { Changes, Projection } from '../../core/mirror/projection.js'
import { projectEvents } from './projection-events.js'
import { projectRecalls } from './projection-recalls.js'
import { projectStates } from './projection-states.js'
import { subjectsOfRows } from './projection-subjects.js'
import { tables } from './tables.js'

/** The trace in Postgres: states as the peers wrote them, events in the order of the ledger. */
export const projection: Projection = {
  module: 'trace',
  tables,
  async project(db: ClientBase, changes: Changes) {
    await Promise.all([projectStates(db, changes), projectRecalls(db, changes), projectEvents(db, changes)])
  },
  subjects: subjectsOfRows
}
