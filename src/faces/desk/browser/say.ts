import { sayerOf } from '../../../core/web/browser/sayer.js'
import { DESK_APP_TEXTS } from '../../../core/web/browser/texts-desk.js'

/** A text of the part of the dictionary that the app carries with it. */
export const say = sayerOf(DESK_APP_TEXTS)
