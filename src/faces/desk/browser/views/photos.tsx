import { useEffect, useState } from 'preact/hooks'
import { shrunk } from '../../../../core/web/browser/photos.js'
import { Say } from '../../../../core/web/browser/say.js'
import { say } from '../say.js'

interface PhotosParts {
  photos: readonly Blob[]
  onPhoto(photo: Blob): void
}

/** Photos that go with an entry. */
export function Photos({ photos, onPhoto }: PhotosParts) {
  const [failed, setFailed] = useState(false)
  const took = async (event: Event) => {
    const input = event.currentTarget as HTMLInputElement
    for (const file of input.files ?? []) {
      try {
        onPhoto(await shrunk(file))
        setFailed(false)
      } catch {
        setFailed(true)
      }
    }
    input.value = ''
  }
  return (
    <div class="field">
      <label for="field-photo">
        <Say text={say('deskAddPhoto')} />
        {photos.length > 0 && (
          <span class="mark good">
            <Say text={say('deskPhotosKept', { count: photos.length })} />
          </span>
        )}
      </label>
      <input id="field-photo" type="file" accept="image/*" capture="environment" onChange={took} />
      {failed && (
        <span class="error" role="alert">
          <Say text={say('deskNotTaken')} />
        </span>
      )}
      <Previews photos={photos} />
    </div>
  )
}

/** Small pictures of what was taken, as data: nothing of them has an address. */
function Previews({ photos }: { photos: readonly Blob[] }) {
  const [urls, setUrls] = useState<string[]>([])
  useEffect(() => {
    void Promise.all(photos.map(dataUrl)).then(setUrls)
  }, [photos])
  return (
    <div class="photos">
      {urls.map((url, i) => (
        <img key={`${i}`} src={url} alt={`${say('deskPhotos').zh} ${i + 1}`} width="96" />
      ))}
    </div>
  )
}

const dataUrl = (blob: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
