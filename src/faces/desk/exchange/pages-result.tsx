import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import type { Result } from './carry-out.js'
import { KIND_NAMES, KINDS } from './kinds.js'
import { Counts } from './pages.js'
import type { Upload } from './uploads.js'

/** What came of an upload. */
export const ResultPage = ({ upload }: { upload: Upload }) => {
  const of = (...is: Result['is'][]) => (upload.results ?? []).filter(result => is.includes(result.is))
  const bad = of('refused', 'unknown')
  return (
    <>
      <h1>
        <Say text={say('importResult')} />
      </h1>
      <section class="card">
        <p>{upload.name}</p>
        {upload.results === null ? (
          <p class="banner amber">
            <Say text={say('importInterrupted')} />
          </p>
        ) : (
          <Counts
            counts={[
              [say('importCreated'), of('created').length, 'good'],
              [say('importUpdated'), of('updated').length, 'good'],
              [say('importUnderway'), of('underway').length, 'note'],
              [say('importRefused'), bad.length, 'bad']
            ]}
          />
        )}
        <p class="actions">
          <a class="button" href="/desk/import">
            <Say text={say('importAnother')} />
          </a>
        </p>
      </section>
      {bad.length > 0 && (
        <section class="card">
          <h2>
            <Say text={say('importRefused')} />
          </h2>
          <ul>
            {bad.map(({ row, code, reason }) => (
              <li>
                <Say text={say('importRow', { row })} /> {reason ?? say('importUnknown').zh}{' '}
                {code && <code>{code}</code>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** What can be taken away. */
export const ExportPage = () => (
  <>
    <h1>
      <Say text={say('exportTitle')} />
    </h1>
    <section class="card">
      <p class="note">
        <Say text={say('exportHelp')} />
      </p>
      {KIND_NAMES.map(kind => (
        <p class="actions">
          <strong>
            <Say text={KINDS[kind].title} />
          </strong>
          <a class="button secondary" href={`/desk/export/${kind}/xlsx`}>
            XLSX
          </a>
          <a class="button secondary" href={`/desk/export/${kind}/csv`}>
            CSV
          </a>
        </p>
      ))}
    </section>
    <p class="actions">
      <a class="button secondary" href="/desk/import">
        <Say text={say('importTitle')} />
      </a>
    </p>
  </>
)
