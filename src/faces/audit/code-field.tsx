import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren } from 'preact'
import { Icon } from '../../core/web/icons.js'
import { Say } from '../../core/web/page.js'
import { scanFieldsScript, scanningScript } from '../../core/web/script.js'
import { say } from '../../core/web/texts.js'

interface CodeFieldParts {
  /** Whether there is more to fill in when the code was read; else its form is sent. */
  stays?: boolean
  /** A field of one input. */
  children: ComponentChildren
}

/** A field for a code, which the camera fills where there is one; a page has `CameraScript` once. */
export const CodeField = ({ stays, children }: CodeFieldParts) => (
  <div class="field" data-scan={scanningScript.path} data-stays={stays ? '' : undefined}>
    {children}
    <button class="secondary" type="button" hidden>
      <Icon name="camera" />
      <Say text={say('auditCamera')} />
    </button>
    <div data-camera class="camera" hidden />
    <p class="error" data-no-camera role="alert" hidden>
      <Say text={say('auditNoCamera')} />
    </p>
  </div>
)

export const CameraScript = () => (
  <script type="module" src={scanFieldsScript.path} integrity={scanFieldsScript.integrity} />
)

/** Prints the page; there only where scripts run. */
export const PrintButton = ({ text }: { text: Text }) => (
  <button type="button" class="secondary" data-print hidden>
    <Icon name="print" />
    <Say text={text} />
  </button>
)
