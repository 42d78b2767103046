import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import { type Scanned, scannedOf } from './scanned.js'

export type { Scanned } from './scanned.js'
export { scannedOf } from './scanned.js'

/** Where the reader's WebAssembly is, by its hash: `scripts/bundle.mjs` puts it in. */
declare const READER_WASM: string

/**
 * The same reader in every browser. A browser's own BarcodeDetector would spare its download, but does not tell FNC1 nor
 * the kind of symbol, without which (10)P1(21)7 reads as the lot P1217.
 */
const OPTIONS: ReaderOptions = {
  formats: ['QRCode', 'DataMatrix', 'Code128', 'EAN13', 'EAN8', 'UPCA'],
  textMode: 'Plain',
  tryHarder: true,
  maxNumberOfSymbols: 1
}

const MOST_ON_A_LABEL = 6

/** The same code again within this time is the one that is still before the camera. */
const AGAIN_MILLISECONDS = 2000
/** Longer sides are made shorter before reading: codes that fill a hand's breadth are as well read, four times as fast. */
const MOST_PIXELS = 1280
/** Between frames, so that a slow phone's page stays its user's. */
const REST_MILLISECONDS = 40

export interface Scanner {
  close(): Promise<void>
}

/**
 * Shows the camera in `host` and tells of each code that it reads. Wants nothing of the page but the place.
 *
 * @throws DOMException when there is no camera or its use is refused
 */
export async function openScanner(host: HTMLElement, onFound: (scanned: Scanned) => void): Promise<Scanner> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } }
  })
  const video = document.createElement('video')
  Object.assign(video, { muted: true, playsInline: true, srcObject: stream, width: host.clientWidth })
  host.append(video)
  let open = true
  const stop = () => {
    open = false
    for (const track of stream.getTracks()) track.stop()
    video.remove()
  }
  try {
    prepareReader()
    await video.play()
  } catch (error) {
    stop()
    throw error
  }
  const reading = readOn(video, () => open, onFound)
  return {
    async close() {
      stop()
      await reading
    }
  }
}

let prepared = false

/** Fetches the reader the first time that somebody scans. */
function prepareReader(): void {
  if (prepared) return
  prepareZXingModule({ overrides: { locateFile: () => READER_WASM } })
  prepared = true
}

async function readOn(
  video: HTMLVideoElement,
  isOpen: () => boolean,
  onFound: (scanned: Scanned) => void
): Promise<void> {
  const canvas = document.createElement('canvas')
  let last = { text: '', at: 0 }
  while (isOpen()) {
    const text = await textIn(video, canvas)
    if (text !== null && isOpen()) {
      const now = performance.now()
      if (text !== last.text || now - last.at > AGAIN_MILLISECONDS) onFound(scannedOf(text))
      last = { text, at: now }
    }
    await new Promise(wake => setTimeout(wake, REST_MILLISECONDS))
  }
}

/** The text of a code in what the camera shows now, its symbology before it; null where there is none. */
async function textIn(video: HTMLVideoElement, canvas: HTMLCanvasElement): Promise<string | null> {
  const { videoWidth: width, videoHeight: height } = video
  if (width === 0) return null
  const scale = Math.min(1, MOST_PIXELS / Math.max(width, height))
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  context.drawImage(video, 0, 0, canvas.width, canvas.height)
  return readText(context.getImageData(0, 0, canvas.width, canvas.height))
}

/** A case's label has a code of what is in it beside the one that names it: one that names nothing has others looked for. */
async function readText(image: ImageData): Promise<string | null> {
  const [first] = await textsIn(image, OPTIONS)
  if (first === undefined || namesSomething(first)) return first ?? null
  return (await textsIn(image, { ...OPTIONS, maxNumberOfSymbols: MOST_ON_A_LABEL })).find(namesSomething) ?? first
}

async function textsIn(image: ImageData, options: ReaderOptions): Promise<string[]> {
  const found = await readBarcodes(image, options)
  return found.flatMap(({ isValid, symbologyIdentifier, text }) => (isValid ? [symbologyIdentifier + text] : []))
}

const namesSomething = (text: string) => Object.keys(scannedOf(text)).length > 1
