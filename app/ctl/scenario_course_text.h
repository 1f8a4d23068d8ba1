#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>

namespace app::ctl {

/// How much of a course is listed.
struct CourseShown
{
    std::size_t rows = 0;   ///< of each table, at most
    std::size_t events = 0; ///< of the list of events, at most
};

/// What happens in a run, of the answer of `scenario run --events`: what it comes to, the jobs and transfers
/// to which something happens, then the events, one after the other.
void printCourse(const nlohmann::ordered_json& answer, const CourseShown& view);

} // namespace app::ctl
