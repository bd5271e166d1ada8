from services.common.storage.migrate import run
from services.gradebook.models import Base

run(Base.metadata)
