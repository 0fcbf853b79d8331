// How many are counted: the server's number, and what this phone added since. The two cross on the way: a number that
// was on its way while somebody was counted here may or may not contain them; neither may one that was on its way while
// another came. Then the server is asked again soon.

/** plus(code, people, askedAt), heard(code, number, askedAt); times are performance.now(). */
export function openCounts({ activityOf, onDoubt }) {
  const heardAt = {};
  const addedAt = {};
  const happenedSince = (times, code, askedAt) => times[code] !== undefined && times[code] >= askedAt;

  return {
    /** `people` were counted by an act that asked at `askedAt`. */
    plus(code, people, askedAt) {
      const activity = activityOf(code);
      addedAt[code] = performance.now();
      if (!activity) return;
      if (happenedSince(heardAt, code, askedAt)) onDoubt();
      else activity.counted = (activity.counted || 0) + people;
    },
    /** The server said `number` to what was asked at `askedAt`. */
    heard(code, number, askedAt) {
      const activity = activityOf(code);
      if (!activity || typeof number !== "number") return;
      const isDoubtful = happenedSince(addedAt, code, askedAt) || happenedSince(heardAt, code, askedAt);
      heardAt[code] = performance.now();
      activity.counted = isDoubtful ? Math.max(number, activity.counted || 0) : number;
      if (isDoubtful) onDoubt();
    },
  };
}
