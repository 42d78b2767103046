import type { Text } from '@suyuan/model/core/refusal'

/** A text in both languages: Chinese as it is, English smaller beside it. */
export const Say = ({ text }: { text: Text }) => (
  <>
    {text.zh}
    {text.en && text.en !== text.zh && (
      <span class="en" lang="en">
        {' '}
        {text.en}
      </span>
    )}
  </>
)
