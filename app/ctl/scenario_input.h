#pragma once

#include "app/ctl/command.h"
#include "twin/ingest/past_reader.h"
#include "twin/scenario/document.h"
#include "twin/scenario/ground.h"
#include "twin/support/result.h"

#include <string>
#include <vector>

namespace app::ctl {

/// `--registry`, `--state`, `--store` with `--at`, `--any-base`.
[[nodiscard]] std::vector<OptionSpec> baseOptions();

/// Opens the base of a scenario with its demand and assumptions; `--seed`, where it is typed, goes before the
/// document's. Errors: BadInput (not exactly one base), NotFound (a moment of a store at which nothing was
/// known), those of opening it; Invalid, when the document names
/// another base by hash (unless `--any-base`).
[[nodiscard]] twin::Result<twin::scenario::GroundPtr> openGround(const Args& args,
                                                                 const twin::scenario::Document& document);

/// The refusal of a moment or stretch of `location` of which nothing is known, with what it does hold:
/// NotFound, or the error of asking.
[[nodiscard]] twin::Error nothingKnown(twin::ingest::PastReader& reader, const std::string& location);

/// A moment of an option; the ground's own kind of time. Errors: BadInput.
[[nodiscard]] twin::Result<twin::TimeNs> momentOption(const Args& args, const char* name,
                                                      twin::TimeNs fallback);

} // namespace app::ctl
