/** Enough to read a label by, and little enough to send over a poor line. */
const LONGEST_SIDE = 1600
const QUALITY = 0.8

/**
 * A photo as it is kept: upright, smaller, without what the camera wrote of place and device.
 *
 * @param longest pixels of its longer side
 */
export async function shrunk(file: Blob, longest = LONGEST_SIDE): Promise<Blob> {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, longest / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.width * scale)
  canvas.height = Math.round(image.height * scale)
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  image.close()
  return new Promise((resolve, reject) =>
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('no photo'))), 'image/jpeg', QUALITY)
  )
}
