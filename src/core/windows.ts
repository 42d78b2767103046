/** Windows of the same length one after the other, of which one begins at midnight in China: of a day's length they are its days. */
import { CHINA } from '@suyuan/model/core/day'

/** The end of the last window of so many seconds that is over at an instant. */
export const windowEnd = (now: number, seconds: number): number =>
  Math.floor((now + CHINA) / (seconds * 1000)) * seconds * 1000 - CHINA
