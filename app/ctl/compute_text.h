#pragma once

#include "app/ctl/name_book.h"

#include <nlohmann/json_fwd.hpp>

/// Answers of `discover`, `place`, `resolve` and `market` for a person: what is asked first. They take the
/// answer as `--json` prints it.
namespace app::ctl {

void printDiscoverText(const nlohmann::ordered_json& answer);
void printPlaceText(const nlohmann::ordered_json& answer, const NameBook& names);
void printResolveText(const nlohmann::ordered_json& answer, const NameBook& names);
void printMarketText(const nlohmann::ordered_json& answer, const NameBook& names); ///< market_text.cpp

} // namespace app::ctl
