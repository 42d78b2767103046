/**
 * tap hooks into every Node process below a test, to measure coverage. What these tests start is not measured, and the hook
 * costs each process two seconds of its start, of processor time.
 */
delete process.env.NODE_OPTIONS
