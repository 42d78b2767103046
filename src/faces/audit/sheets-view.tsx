import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import type { VNode } from 'preact'
import { Say, Scroll } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { type Cell, contentOf, type Sheet } from './sheets.js'

/** Rows that a page shows of a table; exports have them all. */
export const ROWS_SHOWN = 200

const CLASSES = { number: 'number', code: 'mono', text: undefined } as const

const Words = ({ text }: { text: string | Text }) => <Say text={typeof text === 'string' ? untranslated(text) : text} />

const CellView = ({ cell }: { cell: Cell }) => {
  if (cell === null) return <span class="note">–</span>
  if (typeof cell !== 'object') return <>{cell}</>
  if ('at' in cell) return <>{contentOf(cell)}</>
  if (!('href' in cell)) return <Say text={cell} />
  return (
    <a href={cell.href}>
      <Words text={cell.text} />
    </a>
  )
}

/** A table as a page shows it, scrolling by itself where the page is narrow. */
export const SheetView = ({ sheet }: { sheet: Sheet }): VNode => {
  const { id, title, help, columns, rows } = sheet
  const shown = rows.slice(0, ROWS_SHOWN)
  return (
    <section class="card" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        <Say text={title} /> <span class="badge">{rows.length}</span>
      </h2>
      {help && (
        <p class="note">
          <Say text={help} />
        </p>
      )}
      {rows.length === 0 ? (
        <p class="empty">
          <Say text={say('auditNothing')} />
        </p>
      ) : (
        <Scroll>
          <table>
            <thead>
              <tr>
                {columns.map(({ name, as }) => (
                  <th scope="col" class={as === 'number' ? 'number' : undefined}>
                    <Say text={name} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(row => (
                <tr>
                  {row.map((cell, index) => (
                    <td class={CLASSES[columns[index]?.as ?? 'text']}>
                      <CellView cell={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {rows.length > shown.length && (
        <p class="note">
          <Say text={say('auditMoreRows', { count: rows.length - shown.length })} />
        </p>
      )}
    </section>
  )
}
