import type { Text } from '@suyuan/model/core/refusal'

export const SCAN_TEXTS = {} as const satisfies Record<string, Text>
