#include "twin/scenario/run_hash.h"

namespace twin::scenario {

void addRun(Digest& digest, const Situation& before, const Situation& after, const N1Table& n1Before,
            const N1Table& n1After)
{
    digest.add(before.stateHash);
    digest.add(after.stateHash);
    digest.add(n1Before.hash);
    digest.add(n1After.hash);
}

std::string runHash(const Situation& before, const Situation& after, const N1Table& n1Before,
                    const N1Table& n1After)
{
    Digest digest;
    addRun(digest, before, after, n1Before, n1After);
    return digest.finish();
}

} // namespace twin::scenario
