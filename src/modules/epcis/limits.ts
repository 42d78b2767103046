import { LONG_BODY } from '../../core/web/json-body.js'

/** Events that are captured at once, at most. */
export const CAPTURE_LIMIT = 1000

/** How much is captured at once, as headers say it: where it is asked, and to who sent more. */
export const CAPTURE_LIMITS = {
  'gs1-epcis-capture-limit': String(CAPTURE_LIMIT),
  'gs1-epcis-capture-file-size-limit': String(LONG_BODY)
}
