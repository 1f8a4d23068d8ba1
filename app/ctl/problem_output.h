#pragma once

#include "twin/registry/validate.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace app::ctl {

/// Adds `errors`, `warnings`, `problems` (grade, entity, id, field, code, reason) and, when the list is cut,
/// `problems_left`.
void addValidation(nlohmann::ordered_json& answer, const twin::registry::Validation& validation);

/// One line for each problem on standard error, `file: error: Pool …`.
void printProblems(const std::string& file, const twin::registry::Validation& validation);

} // namespace app::ctl
