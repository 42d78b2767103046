/** What the camera's reader says of a code. */
export interface Scanned {
  text: string
  gtin?: string
  serial?: string
  sscc?: string
}

interface Scanning {
  openScanner(host: HTMLElement, onFound: (scanned: Scanned) => void): Promise<{ close(): unknown }>
}

/** The reader is a script of its own, fetched when it is first used: the shell says where it is. */
const address = () => document.querySelector<HTMLElement>('#desk')?.dataset.scanning

export const canScan = () => Boolean(address() && navigator.mediaDevices)

/** Shows the camera and tells of each code that it reads. @throws DOMException where it may not be used */
export async function openScanner(host: HTMLElement, onFound: (scanned: Scanned) => void) {
  const reader = (await import(address()!)) as Scanning
  return reader.openScanner(host, onFound)
}

/** A pack or case as fields name it; undefined for a code of something else. */
export function codeOf({ gtin, serial, sscc }: Scanned, scans: 'pack' | 'case'): string | undefined {
  if (scans === 'case') return sscc
  return gtin && serial ? `${gtin}:${serial}` : undefined
}
