import type { Text } from '@suyuan/model/core/refusal'

export const DESK_TEXTS = {} as const satisfies Record<string, Text>
