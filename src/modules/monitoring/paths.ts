/** Where a subject's curves are. */
export const watchPath = (face: 'desk' | 'audit', subject: string): string =>
  `/${face}/monitoring/watch/${encodeURIComponent(subject)}`
