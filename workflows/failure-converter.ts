import { DefaultFailureConverter } from '@temporalio/common';

/** Puts messages and stacks of failures into a payload, where the codec seals them: they quote findings and people. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
