#pragma once

#include "app/transport/http_server.h"
#include "twin/state/snapshot.h"
#include "twin/support/result.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace app::transport {

inline constexpr std::size_t kTmf642DefaultPage = 100;
inline constexpr std::size_t kTmf642MaxPage = 1'000;

/// What a GET of TMF642 alarms asks for.
struct Tmf642Page
{
    std::size_t offset = 0;
    std::size_t limit = kTmf642DefaultPage;
    std::vector<std::string> fields; ///< empty = all
    std::vector<std::pair<std::string, std::string>> filters;

    [[nodiscard]] bool fits(const twin::state::Alarm& alarm) const;
};

/// Errors: BadInput, naming the argument.
[[nodiscard]] twin::Result<Tmf642Page> tmf642Page(const HttpRequest& request);

} // namespace app::transport
