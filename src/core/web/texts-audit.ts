import type { Text } from '@suyuan/model/core/refusal'

export const AUDIT_TEXTS = {} as const satisfies Record<string, Text>
