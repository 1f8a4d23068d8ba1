#include "app/ctl/name_book.h"

#include "models/format/format.h"
#include "models/language/language.h"
#include "models/search/related.h"
#include "twin/support/geography.h"

namespace app::ctl {

namespace {

const models::Language& english()
{
    static const models::Language language;
    return language;
}

std::string nameOf(const twin::Name& name)
{
    return models::format::utf8(english().name(name));
}

} // namespace

std::string provinceName(std::uint32_t adcode)
{
    const twin::Province* province = twin::provinceOf(adcode);
    return province != nullptr ? province->name.en : std::to_string(adcode);
}

std::string NameBook::of(std::string id) const
{
    if (!id.empty() && (id.back() == '>' || id.back() == '<')) {
        id.pop_back();
    }
    const auto ends = [this](const auto& line) {
        return models::format::utf8(models::endsLabel(m_registry, line.a, line.b, english()));
    };
    if (const auto conduit = m_registry.conduit(id)) {
        return ends(m_registry[conduit]);
    }
    if (const auto subject = m_registry.subject(id)) {
        return nameOf(m_registry[subject].name);
    }
    const auto entity = m_registry.find(id);
    if (!entity) {
        return {};
    }
    switch (entity->kind) {
    case twin::EntityKind::Pool:
        return nameOf(m_registry.pools[entity->index].name);
    case twin::EntityKind::Link:
        return ends(m_registry.links[entity->index]);
    case twin::EntityKind::Site:
        return nameOf(m_registry.sites[entity->index].name);
    case twin::EntityKind::ServiceNode:
        return nameOf(m_registry.serviceNodes[entity->index].name);
    default:
        return {};
    }
}

std::string NameBook::both(const std::string& id) const
{
    const std::string name = of(id);
    return name.empty() || name == id ? id : id + " (" + name + ")";
}

} // namespace app::ctl
