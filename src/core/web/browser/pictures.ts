/** The script of forms that take a picture and nothing else. */
import { shrinkChosen } from './shrinking.js'

shrinkChosen()
