import { useEffect, useRef, useState } from 'preact/hooks'
import { Say } from '../../../../core/web/browser/say.js'
import { say } from '../say.js'
import { codeOf, openScanner } from '../scanner.js'

interface ScanParts {
  scans: 'pack' | 'case'
  /** A pack or case was read. @returns whether it was of use */
  onCode(code: string): boolean
}

/** A button that opens the camera, and what it sees; it stays open until it is closed, so that a row of cases is one go. */
export function Scan({ scans, onCode }: ScanParts) {
  const host = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const [told, setTold] = useState<'deskScanOther' | 'deskScanNone'>()
  const [read, setRead] = useState('')
  // What a code does may change while the camera is open.
  const found = useRef(onCode)
  found.current = onCode

  useEffect(() => {
    if (!open) return undefined
    let closed = false
    const opening = openScanner(host.current!, scanned => {
      const code = codeOf(scanned, scans)
      setTold(code ? undefined : 'deskScanOther')
      setRead(code && found.current(code) ? code : '')
    })
    opening.catch(() => {
      setTold('deskScanNone')
      setOpen(false)
    })
    return () => {
      if (!closed) void opening.then(scanner => scanner.close()).catch(() => undefined)
      closed = true
    }
  }, [open, scans])

  return (
    <div class="scan">
      <button type="button" class="secondary" onClick={() => setOpen(!open)}>
        <Say text={say(open ? 'deskScanClose' : 'deskScan')} />
      </button>
      <div ref={host} class="camera" hidden={!open} />
      {read && (
        <p class="mark good" role="status">
          <Say text={say('deskScanned', { code: read.slice(-6) })} />
        </p>
      )}
      {told && (
        <span class="error" role="alert">
          <Say text={say(told)} />
        </span>
      )}
    </div>
  )
}
