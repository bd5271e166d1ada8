from services.common.storage.migrate import run
from services.gradebook.store.models import Base

run(Base.metadata)
