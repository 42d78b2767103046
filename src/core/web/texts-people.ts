import type { Text } from '@suyuan/model/core/refusal'

export const PEOPLE_TEXTS = {} as const satisfies Record<string, Text>
