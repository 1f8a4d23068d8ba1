#pragma once

#include "twin/desk/desk_store.h"

/// What both stores check and say alike.
namespace twin::desk {

/// Number and content of the entries of one call. Errors: those of DeskStore::append.
[[nodiscard]] Result<> checkEntries(std::span<const Entry> entries);

/// Whether a new version may follow the newest one (number 0: there is none). Errors: Invalid.
[[nodiscard]] Result<> checkAfter(const DocumentInfo& newest, const std::string& name, std::uint64_t after);

/// The document with its size and hash.
[[nodiscard]] Document withHash(Document document);

/// What was read. Errors: NotFound (no version, or removed with it), BadInput (the hash does not fit).
[[nodiscard]] Result<Document> checkedDocument(Document document, const std::string& name,
                                               std::uint64_t version);

[[nodiscard]] Error noDocument(const std::string& name, std::uint64_t version);
[[nodiscard]] tl::unexpected<Error> tooManyDocuments(const std::string& name);

} // namespace twin::desk
