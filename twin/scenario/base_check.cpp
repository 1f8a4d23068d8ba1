#include "twin/scenario/base_check.h"

#include <array>
#include <string>
#include <tuple>

namespace twin::scenario {

Result<> checkBase(const Document& document, const Ground& ground)
{
    const BaseRef& wanted = document.base;
    const BaseRef& given = ground.reference();
    const std::array parts{std::tuple("registry", &wanted.registrySha256, &given.registrySha256),
                           std::tuple("workload", &wanted.workloadSha256, &given.workloadSha256),
                           std::tuple("state", &wanted.stateSha256, &given.stateSha256)};
    for (const auto& [name, want, have] : parts) {
        if (!want->empty() && *want != *have) {
            return failure(ErrorCode::Invalid, std::string("the scenario was made on another ") + name +
                                                   ", " + *want + ", this one is " +
                                                   (have->empty() ? "none" : *have));
        }
    }
    return {};
}

bool sameGroundOptions(const Document& a, const Document& b)
{
    return a.demand == b.demand && a.demandTerms == b.demandTerms && a.seed == b.seed &&
           a.assumptions == b.assumptions;
}

bool sameGround(const Ground& a, const Ground& b)
{
    const BaseRef& one = a.reference();
    const BaseRef& other = b.reference();
    return &a == &b ||
           (one.registrySha256 == other.registrySha256 && one.workloadSha256 == other.workloadSha256 &&
            one.stateSha256 == other.stateSha256 && a.moment() == b.moment() &&
            a.options().demand == b.options().demand && a.options().demandTerms == b.options().demandTerms &&
            a.options().seed == b.options().seed && a.options().assumptions == b.options().assumptions);
}

} // namespace twin::scenario
