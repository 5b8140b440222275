/** Works through `tasks`, `lanes` at a time, each lane taking the next one as it gets free. The first error stops all lanes. */
export async function inLanes<Task>(
  tasks: readonly Task[],
  lanes: number,
  work: (task: Task, lane: number) => Promise<void>,
): Promise<void> {
  const left = [...tasks];
  let failed = false;
  const lane = async (index: number): Promise<void> => {
    for (let task = left.shift(); task !== undefined && !failed; task = left.shift()) {
      try {
        await work(task, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, (_, index) => lane(index)));
  const broken = ends.find((end) => end.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
}
