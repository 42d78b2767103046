import type { Text } from '@suyuan/model/core/refusal'

export const TOOLS_TEXTS = {} as const satisfies Record<string, Text>
