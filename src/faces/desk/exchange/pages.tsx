import type { Text } from '@suyuan/model/core/refusal'
import { Submit } from '../../../core/web/fields.js'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { KIND_NAMES, KINDS, type KindName } from './kinds.js'
import { digestOf, type Plan, type PlannedRow } from './plan.js'
import { MOST_ROWS } from './read.js'
import type { Upload } from './uploads.js'

/** Rows of each sort that a preview shows; all are counted, and all errors are shown. */
const MOST_SHOWN = 50

/** Where a file is chosen, with templates and what belongs in each column. */
export const ImportPage = ({ problem }: { problem?: Text | undefined }) => (
  <>
    <h1>
      <Say text={say('importTitle')} />
    </h1>
    {problem && (
      <p class="banner amber" role="alert">
        <Say text={problem} />
      </p>
    )}
    <section class="card">
      <p>
        <Say text={say('importHelp', { rows: MOST_ROWS })} />
      </p>
      <form method="post" action="/desk/import" enctype="multipart/form-data">
        <div class="field">
          <label for="file">
            <Say text={say('importFile')} />
          </label>
          <input id="file" name="file" type="file" accept=".csv,.xlsx" required />
        </div>
        <Submit text={say('importPreview')} />
      </form>
    </section>
    <section class="card">
      <h2>
        <Say text={say('importTemplates')} />
      </h2>
      {KIND_NAMES.map(kind => (
        <Template kind={kind} />
      ))}
    </section>
    <p class="actions">
      <a class="button secondary" href="/desk/export">
        <Say text={say('exportTitle')} />
      </a>
    </p>
  </>
)

const Template = ({ kind }: { kind: KindName }) => (
  <details>
    <summary>
      <Say text={KINDS[kind].title} />
    </summary>
    <p class="actions">
      <a class="button secondary" href={`/desk/import/templates/${kind}/xlsx`}>
        XLSX
      </a>
      <a class="button secondary" href={`/desk/import/templates/${kind}/csv`}>
        CSV
      </a>
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>
              <Say text={say('importColumn')} />
            </th>
            <th>
              <Say text={say('importExample')} />
            </th>
          </tr>
        </thead>
        <tbody>
          {KINDS[kind].columns.map(({ title, example, required }) => (
            <tr>
              <td>
                {required ? '* ' : ''}
                <Say text={title} />
              </td>
              <td>{example}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </details>
)

/** What a file would do, before anything is done. */
export const PreviewPage = ({ upload, plan, changed }: { upload: Upload; plan: Plan; changed: boolean }) => {
  const of = (is: PlannedRow['is']) => plan.rows.filter(row => row.is === is)
  const changes = of('created').length + of('updated').length
  return (
    <>
      <h1>
        <Say text={say('importPreview')} />
      </h1>
      {changed && (
        <p class="banner amber" role="alert">
          <Say text={say('importChanged')} />
        </p>
      )}
      <section class="card">
        <p>
          {upload.name} · <Say text={KINDS[plan.kind].title} />
        </p>
        <Counts
          counts={[
            [say('importCreated'), of('created').length, 'good'],
            [say('importUpdated'), of('updated').length, 'good'],
            [say('importUnchanged'), of('unchanged').length, 'note'],
            [say('importErrors'), of('error').length, 'bad']
          ]}
        />
        <p class="note">
          <Say
            text={say(of('error').length > 0 ? 'importSomeWrong' : changes > 0 ? 'importNothingYet' : 'importNothing')}
          />
        </p>
        {changes > 0 && (
          <form method="post" action={`/desk/import/${upload.id}/confirm`}>
            <input type="hidden" name="plan" value={digestOf(plan)} />
            <Submit text={say('importConfirm', { count: changes })} />
          </form>
        )}
        <p class="actions">
          <a class="button secondary" href="/desk/import">
            <Say text={say('importAnother')} />
          </a>
        </p>
      </section>
      <Errors rows={of('error')} />
      <Rows title={say('importCreated')} plan={plan} rows={of('created')} />
      <Rows title={say('importUpdated')} plan={plan} rows={of('updated')} />
      <Rows title={say('importUnchanged')} plan={plan} rows={of('unchanged')} />
    </>
  )
}

/** How many of each sort. */
export const Counts = ({ counts }: { counts: readonly (readonly [Text, number, string])[] }) => (
  <dl>
    {counts.map(([name, count, mark]) => (
      <>
        <dt>
          <Say text={name} />
        </dt>
        <dd>
          <span class={`mark ${count > 0 ? mark : 'note'}`}>{count}</span>
        </dd>
      </>
    ))}
  </dl>
)

const Errors = ({ rows }: { rows: readonly PlannedRow[] }) =>
  rows.length === 0 ? null : (
    <section class="card">
      <h2>
        <Say text={say('importErrors')} />
      </h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {(['importCell', 'importColumn', 'importWhy'] as const).map(name => (
                <th>
                  <Say text={say(name)} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.flatMap(({ errors }) =>
              errors.map(({ cell, column, problem }) => (
                <tr>
                  <td class="mono">{cell}</td>
                  <td>{column.zh}</td>
                  <td>
                    <Say text={problem} />
                  </td>
                </tr>
              ))
            )}
          </tbody>
        </table>
      </div>
    </section>
  )

const Rows = ({ title, plan, rows }: { title: Text; plan: Plan; rows: readonly PlannedRow[] }) => {
  if (rows.length === 0) return null
  const { columns } = KINDS[plan.kind]
  return (
    <section class="card">
      <h2>
        <Say text={title} /> <span class="badge">{rows.length}</span>
      </h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>#</th>
              {columns.map(({ title }) => (
                <th>{title.zh}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_SHOWN).map(({ number, values }) => (
              <tr>
                <td>{number}</td>
                {columns.map(({ key, write }) => (
                  <td>{write(values[key])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > MOST_SHOWN && (
        <p class="note">
          <Say text={say('importMore', { count: rows.length - MOST_SHOWN })} />
        </p>
      )}
    </section>
  )
}
