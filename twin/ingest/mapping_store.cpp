#include "twin/ingest/mapping_store.h"

#include "twin/ingest/mapping_rule.h"
#include "twin/support/file_io.h"

#include <sys/stat.h>

#include <utility>

namespace twin::ingest {

namespace {

Result<MappingPtr> readAll(const std::vector<std::string>& files)
{
    if (files.empty()) {
        return Mapping::shipped();
    }
    if (files.size() > kMaxMappingFiles) {
        return failure(ErrorCode::TooLarge, "over 64 mapping files");
    }
    std::vector<Mapping::Text> texts;
    for (const std::string& file : files) {
        auto bytes = readFile(file, kMaxMappingBytes);
        if (!bytes) {
            return failure(std::move(bytes.error()));
        }
        texts.push_back({file, std::move(*bytes)});
    }
    return Mapping::parse(texts);
}

} // namespace

MappingStore::MappingStore(std::vector<std::string> files)
    : m_files(std::move(files))
{}

Result<std::shared_ptr<MappingStore>> MappingStore::open(std::vector<std::string> files)
{
    std::shared_ptr<MappingStore> out(new MappingStore(std::move(files)));
    out->m_stamps = out->stamps(); // before reading: what changes meanwhile is read again
    auto read = readAll(out->m_files);
    if (!read) {
        return failure(std::move(read.error()));
    }
    out->m_current = std::move(*read);
    out->m_status.files = out->m_files;
    out->m_status.rules = out->m_current->ruleCount();
    return out;
}

MappingPtr MappingStore::current() const
{
    const std::scoped_lock lock(m_mutex);
    return m_current;
}

MappingStatus MappingStore::status() const
{
    const std::scoped_lock lock(m_mutex);
    return m_status;
}

std::vector<MappingStore::Stamp> MappingStore::stamps() const
{
    std::vector<Stamp> out;
    for (const std::string& file : m_files) {
        struct ::stat at = {};
        const bool isThere = ::stat(file.c_str(), &at) == 0;
        out.push_back(isThere ? Stamp{at.st_size, at.st_mtim.tv_sec * kSecond + at.st_mtim.tv_nsec}
                              : Stamp{});
    }
    return out;
}

bool MappingStore::reloadIfChanged()
{
    const std::scoped_lock reloading(m_reloadMutex);
    std::vector<Stamp> now = stamps();
    if (now == m_stamps) {
        return false;
    }
    m_stamps = std::move(now);
    auto read = readAll(m_files);
    const std::scoped_lock lock(m_mutex);
    if (!read) {
        m_status.error = read.error().text();
        return true;
    }
    m_current = std::move(*read);
    m_status.error.clear();
    m_status.rules = m_current->ruleCount();
    ++m_status.version;
    return true;
}

} // namespace twin::ingest
