/** The hub's topic of what happens on a stream. */
export const streamTopic = (id: string): string => `streams/${id}`;

/** The hub's topic on which a stream says that it is gone. */
export const streamEndTopic = (id: string): string => `streams/${id}/end`;
