#include "app/ctl/problem_output.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <utility>

namespace app::ctl {

using Json = nlohmann::ordered_json;

void addValidation(Json& answer, const twin::registry::Validation& validation)
{
    answer["errors"] = validation.errors;
    answer["warnings"] = validation.warnings;
    Json list = Json::array();
    for (const twin::registry::Problem& problem : validation.problems) {
        const bool isError = problem.grade == twin::registry::Grade::Error;
        Json entry{{"grade", isError ? "error" : "warning"},
                   {"entity", problem.entityKind},
                   {"id", problem.entityId},
                   {"field", problem.field},
                   {"code", problem.code},
                   {"reason", problem.reason}};
        if (!problem.file.empty()) {
            entry["file"] = problem.file;
        }
        if (problem.line > 0) {
            entry["line"] = problem.line;
        }
        list.push_back(std::move(entry));
    }
    answer["problems"] = std::move(list);
    if (validation.left() > 0) {
        answer["problems_left"] = validation.left();
    }
}

void printProblems(const std::string& file, const twin::registry::Validation& validation)
{
    for (const twin::registry::Problem& problem : validation.problems) {
        std::fprintf(stderr, "%s\n", problem.textIn(file).c_str());
    }
    if (validation.left() > 0) {
        std::fprintf(stderr, "%s: and %zu more problems\n", file.c_str(), validation.left());
    }
}

} // namespace app::ctl
