import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from '../../core/web/icons.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'

interface Shown {
  icon: IconName
  /** Address of the picture that its owner gave of it. */
  picture?: string | null
  children: ComponentChildren
}

/** What a page is about, and what it looks like; where nobody gave a picture, its kind is drawn. */
export const Hero = ({ icon, picture, children }: Shown) => (
  <div class="hero">
    {picture ? (
      <img class="picture" src={picture} alt="" width="112" height="112" />
    ) : (
      <span class="picture">
        <Icon name={icon} />
      </span>
    )}
    <div>
      <h1>{children}</h1>
      {picture && (
        <p class="note">
          <Say text={say('pictureBy')} />
        </p>
      )}
    </div>
  </div>
)
